import { css } from 'lit';

/** The shadow root's part: heading, scroll buttons, skeletons and messages. */
export const carouselStyles = css`
  :host {
    --_accent: var(--attune-accent, light-dark(oklch(56% 0.19 275), oklch(74% 0.14 275)));
    --_muted: var(--attune-muted, color-mix(in oklab, currentcolor 68%, transparent));
    --_gap: var(--attune-gap, 1rem);
    --_radius: var(--attune-radius, 14px);
    --_width: var(--attune-card-width, clamp(8rem, 17cqi, 11.5rem));
    --_poster: calc(var(--_width) / (var(--attune-poster-ratio, 2 / 3)));
    display: block;
    container-type: inline-size;
  }
  :host([hidden]) {
    display: none;
  }
  .header {
    display: grid;
    grid-template-columns: auto 1fr auto;
    align-items: center;
    column-gap: 0.75rem;
    margin-block-end: 0.875rem;
  }
  .heading,
  ::slotted([slot='heading']) {
    margin: 0;
    font-size: var(--attune-heading-size, 1.3125rem);
    line-height: 1.75rem;
    font-weight: 700;
    letter-spacing: -0.01em;
    text-wrap: balance;
  }
  .subtitle {
    grid-column: 1 / 3;
    font-size: 0.875rem;
    line-height: 1.25rem;
    color: var(--_muted);
  }
  .actions {
    grid-area: 1 / 3 / 3;
    align-self: end;
  }
  .note {
    justify-self: start;
    padding-inline: 0.625rem;
    border-radius: 99px;
    font-size: 0.8125rem;
    line-height: 1.5rem;
    background: color-mix(in oklab, var(--_accent) 14%, transparent);
  }
  .stage {
    position: relative;
  }
  .viewport {
    --_back: 0px;
    --_forward: 0px;
    --_to: right;
    margin-inline: -6px;
    padding-inline: 6px;
    overflow-x: clip;
    mask: linear-gradient(to var(--_to), #0000, #000 var(--_back) calc(100% - var(--_forward)), #0000);
    &:dir(rtl) {
      --_to: left;
    }
    &[data-back] {
      --_back: 3.5rem;
    }
    &[data-forward] {
      --_forward: 3.5rem;
    }
  }
  .button {
    position: absolute;
    inset-block-start: calc(min(50%, var(--_poster) / 2) - 22px);
    inline-size: 44px;
    block-size: 44px;
    padding: 0 0 4px;
    border: 1px solid color-mix(in oklab, currentcolor 14%, transparent);
    border-radius: 50%;
    font: 1.625rem/1 system-ui;
    color: light-dark(#171925, #f0f1f6);
    background: var(--attune-surface, light-dark(#fff, #20242f));
    box-shadow: 0 6px 16px -6px rgb(0 0 0 / 0.3);
    cursor: pointer;
    &:focus-visible {
      outline: 2px solid var(--_accent);
      outline-offset: 3px;
    }
    /* It stays while it has focus, so that reaching the end takes no focus away. */
    &[aria-disabled='true'] {
      opacity: 0.45;
      cursor: default;
      &:not(:focus) {
        visibility: hidden;
      }
    }
  }
  .back {
    inset-inline-start: 0;
  }
  .forward {
    inset-inline-end: 0;
  }
  /* The list's box, and in it the default card's: poster, gap, two lines. */
  .box {
    position: relative;
    display: flex;
    gap: var(--_gap);
    margin: -6px;
    padding: 6px;
    overflow: clip;
  }
  .skeleton {
    flex: none;
    inline-size: var(--_width);
    block-size: var(--_poster);
    margin-block-end: 3.125rem;
    border-radius: var(--_radius);
    background: color-mix(in oklab, currentcolor 9%, transparent);
  }
  .message {
    position: absolute;
    inset: 6px;
    display: grid;
    place-content: center;
    border: 1px dashed;
    border-radius: var(--_radius);
    text-align: center;
    color: var(--_muted);
    & ~ * {
      visibility: hidden;
    }
  }
  @media (prefers-reduced-motion: no-preference) {
    :host([state='loading']) .skeleton {
      animation: breathe 1.6s ease-in-out infinite alternate;
    }
    @keyframes breathe {
      to {
        opacity: 0.5;
      }
    }
  }
`;
