import { defineElement } from '../define-element.js';
import { AttuneCarousel } from './carousel.js';

defineElement('attune-carousel', AttuneCarousel);
