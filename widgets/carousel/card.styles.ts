import { css } from 'lit';

/**
 * For the light DOM. The list's rules hold for a site's own cards as well and are weak enough for any class of
 * the site to win; `light.css` repeats them for the time before the script.
 */
export const cardStyles = css`
  attune-carousel > ul {
    display: flex;
    gap: var(--_gap);
    margin: -6px;
    padding: 6px;
    overflow: auto hidden;
    overscroll-behavior-inline: contain;
    scrollbar-width: none;
    scroll-snap-type: inline proximity;
    scroll-padding-inline: 6px 3.5rem;
    list-style-type: '';
    &:empty {
      display: none;
    }
    > li {
      flex: none;
      box-sizing: border-box;
      inline-size: var(--_width);
      scroll-snap-align: start;
    }
    &:has(> :nth-child(41)) > li {
      content-visibility: auto;
      contain-intrinsic-block-size: auto 1px;
      overflow-clip-margin: 8px;
    }
  }
  .attune-card {
    position: relative;
  }
  .attune-link {
    display: block;
    inline-size: 100%;
    padding: 0;
    border: 0;
    border-radius: var(--_radius);
    font: inherit;
    color: inherit;
    background: none;
    text-align: start;
    text-decoration: none;
    cursor: pointer;
    &:focus-visible {
      outline: 2px solid var(--_accent);
      outline-offset: 3px;
    }
  }
  [data-attune-acted='dismissed'] .attune-poster {
    filter: grayscale(0.8) brightness(0.55);
  }
  .attune-poster {
    position: relative;
    display: block;
    margin-block-end: 0.625rem;
    aspect-ratio: var(--attune-poster-ratio, 2 / 3);
    border-radius: var(--_radius);
    overflow: clip;
    color: #fff;
    background:
      linear-gradient(#0000 55%, rgb(0 0 0 / 0.6)),
      radial-gradient(circle at 50% 36%, oklch(82% 0.13 calc(var(--attune-hue) + 60)) 27%, #0000 27.6%),
      linear-gradient(168deg, #0000 58%, oklch(52% 0.16 calc(var(--attune-hue) + 150)) 58.4%),
      oklch(32% 0.09 var(--attune-hue));
    box-shadow: 0 6px 16px -6px rgb(0 0 0 / 0.3);
  }
  .attune-poster-title {
    position: absolute;
    inset: auto 0.75rem 0.75rem;
    font-size: 1rem;
    line-height: 1.25;
    font-weight: 700;
    text-wrap: balance;
    overflow-wrap: anywhere;
  }
  .attune-image {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
    object-fit: cover;
    &:not([src]) {
      display: none;
    }
  }
  .attune-title,
  .attune-reason {
    display: block;
    min-block-size: 1.25rem;
    padding-inline: 2px;
    overflow: hidden;
    font-size: 0.8125rem;
    line-height: 1.25rem;
    white-space: nowrap;
    text-overflow: ellipsis;
    unicode-bidi: plaintext;
    text-align: match-parent;
    text-align: -webkit-match-parent;
    color: var(--_muted);
  }
  .attune-title {
    font-size: 0.875rem;
    font-weight: 600;
    color: inherit;
  }
  .attune-badge {
    position: absolute;
    inset-block-start: 0.625rem;
    inset-inline: 0.5rem 44px;
    inline-size: fit-content;
    padding: 0.125rem 0.625rem;
    border-radius: 14px;
    font-size: 0.8125rem;
    line-height: 1.25rem;
    background: rgb(8 9 14 / 0.8);
    &:empty {
      display: none;
    }
  }
  .attune-save {
    position: absolute;
    inset-block-start: 0;
    inset-inline-end: 0;
    inline-size: 44px;
    block-size: 44px;
    padding: 0 calc(22px - 1rem);
    border: 0;
    font: 1.25rem/2rem system-ui;
    color: #fff;
    background: none;
    cursor: pointer;
    &::before {
      content: '+';
      display: block;
      block-size: 2rem;
      border-radius: 50%;
      background: rgb(8 9 14 / 0.8);
    }
    &[aria-pressed='true']::before {
      content: '✓';
      color: light-dark(#fff, #10121c);
      background: var(--_accent);
    }
  }
  @media (prefers-reduced-motion: no-preference) {
    attune-carousel > ul {
      scroll-behavior: smooth;
    }
    @media (hover: hover) {
      .attune-poster {
        transition: translate 0.16s;
        .attune-card:hover & {
          translate: 0 -2px;
        }
      }
    }
  }
`;
