/** All words a carousel shows of itself; `{title}` and `{value}` are filled in. */
export interface CarouselStrings {
  forYou: string;
  popular: string;
  new: string;
  similar: string;
  save: string;
  rated: string;
  dismissed: string;
  back: string;
  forward: string;
  empty: string;
  error: string;
  offline: string;
}

/** English; copy and change it for another language. */
export const carouselStrings: CarouselStrings = {
  forYou: 'For you',
  popular: 'Popular now',
  new: 'New',
  similar: 'More like {title}',
  save: 'Save {title}',
  rated: 'Rated {value}',
  dismissed: 'Not interested',
  back: 'Scroll back',
  forward: 'Scroll forward',
  empty: 'Nothing to recommend yet.',
  error: 'New recommendations could not be loaded.',
  offline: 'Offline',
};
