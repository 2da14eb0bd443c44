import { defineElement } from '../define-element.js';
import { AttuneToaster } from './toaster.js';

defineElement('attune-toaster', AttuneToaster);
