import { css } from 'lit';

/** Dark on a light page, light on a dark one. */
export const toasterStyles = css`
  :host {
    --_accent: var(--attune-toast-accent, light-dark(oklch(74% 0.14 275), oklch(56% 0.19 275)));
    position: fixed;
    inset: auto 0 max(1rem, env(safe-area-inset-bottom));
    inline-size: fit-content;
    max-inline-size: calc(100vw - 2rem);
    block-size: auto;
    margin: 0 auto;
    padding: 0;
    border: 0;
    overflow: visible;
    background: none;
    font-size: 0.9375rem;
    line-height: 1.375rem;
    color: var(--attune-toast-text, light-dark(#f4f5fa, #161824));
  }
  .stack {
    display: grid;
    justify-items: center;
    gap: 0.625rem;
  }
  .toast {
    position: relative;
    box-sizing: border-box;
    display: flex;
    align-items: center;
    gap: 0.75rem;
    max-inline-size: min(40rem, 100%);
    min-block-size: 3.5rem;
    padding-block: 0.5rem;
    padding-inline: 1rem 0.5rem;
    border: 1px solid transparent;
    border-radius: var(--attune-toast-radius, 10px);
    overflow: hidden;
    background: var(--attune-toast-ground, light-dark(#171925, #f0f1f6));
    box-shadow: 0 12px 32px -6px rgb(0 0 0 / 0.38);
  }
  .icon {
    flex: none;
    display: grid;
    place-items: center;
    inline-size: 1.375rem;
    block-size: 1.375rem;
    border-radius: 50%;
    background: #45b06c;
  }
  .icon::before {
    content: '';
    inline-size: 0.3125rem;
    block-size: 0.5625rem;
    margin-block-start: -2px;
    border: solid #0b120e;
    border-width: 0 2px 2px 0;
    rotate: 45deg;
  }
  .text {
    margin: 0;
    overflow-wrap: anywhere;
  }
  strong {
    font-weight: 700;
  }
  button {
    position: relative;
    flex: none;
    min-block-size: 2.25rem;
    margin: 0;
    border: 0;
    border-radius: 8px;
    font: inherit;
    font-weight: 600;
    color: inherit;
    background: none;
    cursor: pointer;
  }
  /* A target of 44 px around what is drawn smaller. */
  button::after {
    content: '';
    position: absolute;
    inset: -4px;
  }
  .undo {
    padding-inline: 0.875rem;
    background: color-mix(in oklab, currentcolor 14%, transparent);
  }
  .close {
    inline-size: 2.25rem;
    padding: 0;
    font-size: 1.25rem;
    line-height: 1;
  }
  button:hover {
    background: color-mix(in oklab, currentcolor 22%, transparent);
  }
  button:focus-visible {
    outline: 2px solid var(--_accent);
    outline-offset: 1px;
  }
  .time {
    position: absolute;
    inset: auto 0 0;
    block-size: 3px;
    background: var(--_accent);
    transform-origin: left;
  }
  .time:dir(rtl) {
    transform-origin: right;
  }
  @media (prefers-reduced-motion: no-preference) {
    .toast {
      animation: enter 0.2s cubic-bezier(0.2, 0, 0, 1);
    }
    @keyframes enter {
      from {
        opacity: 0;
        translate: 0 0.75rem;
      }
    }
  }
  @media (prefers-reduced-motion: reduce) {
    .time {
      visibility: hidden;
    }
  }
  @media (forced-colors: active) {
    .undo,
    .close {
      border: 1px solid ButtonText;
    }
  }
`;
