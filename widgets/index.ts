export { AttuneCarousel, type CarouselState } from './carousel/carousel.js';
export type { CardSelection } from './carousel/card-click.js';
export { carouselStrings, type CarouselStrings } from './carousel/strings.js';
export { pageToaster, toast } from './toaster/toast.js';
export { AttuneToaster, type ToastOptions } from './toaster/toaster.js';
export { toasterStrings, type ToasterStrings } from './toaster/strings.js';
