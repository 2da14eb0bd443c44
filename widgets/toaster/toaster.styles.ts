import { css } from 'lit';

/** Dark on a light page, light on a dark one. */
export const toasterStyles = css`
  :host {
    --_accent: var(--attune-toast-accent, light-dark(oklch(74% 0.14 275), oklch(56% 0.19 275)));
    position: fixed;
    inset: auto 0 max(1rem, env(safe-area-inset-bottom));
    inline-size: fit-content;
    max-inline-size: calc(100vw - 2rem);
    margin: 0 auto;
    padding: 0;
    border: 0;
    overflow: visible;
    font-size: 0.9375rem;
    line-height: 1.375rem;
    color: var(--attune-toast-text, light-dark(#f0f1f6, #171925));
    background: none;
  }
  :host(:popover-open) {
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
    box-shadow: 0 6px 32px -6px rgb(0 0 0 / 0.3);
  }
  .icon {
    flex: none;
    inline-size: 1.375rem;
    border-radius: 50%;
    text-align: center;
    color: #10121c;
    background: #45b06c;
    &::before {
      content: '✓' / '';
    }
  }
  .text {
    overflow-wrap: anywhere;
  }
  button {
    position: relative;
    flex: none;
    min-block-size: 2.25rem;
    min-inline-size: 2.25rem;
    padding: 0;
    border: 1px solid transparent;
    border-radius: 8px;
    font: inherit;
    font-weight: 600;
    color: inherit;
    background: none;
    cursor: pointer;
    /* A target of 44 px around what is drawn smaller. */
    &::after {
      content: '';
      position: absolute;
      inset: -5px;
    }
    &:hover {
      background: color-mix(in oklab, currentcolor 22%, transparent);
    }
    &:focus-visible {
      outline: 2px solid var(--_accent);
      outline-offset: 1px;
    }
  }
  .undo {
    padding-inline: 0.875rem;
    background: color-mix(in oklab, currentcolor 14%, transparent);
  }
  .time {
    position: absolute;
    inset: auto 0 0;
    block-size: 3px;
    transform-origin: left;
    &:dir(rtl) {
      transform-origin: right;
    }
  }
  @media (prefers-reduced-motion: no-preference) {
    .time {
      background: var(--_accent);
    }
    .toast {
      animation: enter 0.2s;
    }
    @keyframes enter {
      from {
        opacity: 0;
        translate: 0 0.75rem;
      }
    }
  }
`;
