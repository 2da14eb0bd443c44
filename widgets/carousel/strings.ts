/** All words a carousel shows of itself; `{title}` and `{value}` are filled in. */
export interface CarouselStrings {
  forYou: string;
  popular: string;
  trending: string;
  new: string;
  watchlist: string;
  similar: string;
  because: string;
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
  trending: 'Trending',
  new: 'New',
  watchlist: 'Continue from your watchlist',
  similar: 'More like {title}',
  because: 'Because you liked {title}',
  save: 'Save {title}',
  rated: 'Rated {value}',
  dismissed: 'Not interested',
  back: 'Scroll back',
  forward: 'Scroll forward',
  empty: 'Nothing to recommend yet.',
  error: 'New recommendations could not be loaded.',
  offline: 'Offline',
};
