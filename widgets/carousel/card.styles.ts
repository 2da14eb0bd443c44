/**
 * For the light DOM. The list's rules hold for a site's own cards as well and are weak enough for any class of
 * the site to win; `light.css` repeats them for the time before the script.
 */
export const cardStyles = `
attune-carousel > ul {
  display: flex; gap: var(--_gap); margin: -6px; padding: 6px;
  overflow: auto hidden; overscroll-behavior-inline: contain; scrollbar-width: none;
  scroll-snap-type: inline proximity; scroll-padding-inline: 6px 3.5rem; list-style-type: '';
}
attune-carousel > ul:empty { display: none }
attune-carousel > ul > li {
  flex: none; box-sizing: border-box; inline-size: var(--_width); scroll-snap-align: start;
}
attune-carousel > ul:has(> :nth-child(41)) > li {
  content-visibility: auto; contain-intrinsic-block-size: auto 1px; overflow-clip-margin: 8px;
}
.attune-card { position: relative }
.attune-link {
  display: block; inline-size: 100%; padding: 0; border: 0; background: none; font: inherit; color: inherit;
  text-align: start; text-decoration: none; cursor: pointer; outline: none;
}
.attune-poster {
  position: relative; display: block; margin-block-end: .625rem; aspect-ratio: var(--attune-poster-ratio, 2 / 3);
  border-radius: var(--_radius); overflow: clip; color: #fff;
  box-shadow: 0 1px 2px rgb(0 0 0 / .12), 0 6px 16px -6px rgb(0 0 0 / .25);
  background:
    linear-gradient(transparent 55%, rgb(0 0 0 / .6)),
    radial-gradient(circle at 50% 36%, oklch(82% .13 calc(var(--attune-hue) + 60)) 27%, transparent 27.6%),
    linear-gradient(168deg, transparent 58%, oklch(52% .16 calc(var(--attune-hue) + 150)) 58.4%),
    oklch(32% .09 calc(var(--attune-hue) * 1));
  transition: translate .16s;
}
.attune-poster-title {
  position: absolute; inset: auto .75rem .75rem; font-size: 1rem; line-height: 1.25; font-weight: 700;
  text-wrap: balance; overflow-wrap: anywhere;
}
.attune-image { position: absolute; inset: 0; inline-size: 100%; block-size: 100%; object-fit: cover }
.attune-image[hidden] { display: none }
.attune-title, .attune-reason {
  display: block; padding-inline: 2px; overflow: hidden; white-space: nowrap; text-overflow: ellipsis;
  unicode-bidi: plaintext; text-align: match-parent; text-align: -webkit-match-parent;
}
.attune-title { font-size: .875rem; line-height: 1.25rem; font-weight: 600 }
.attune-reason {
  min-block-size: 1.25rem; font-size: .8125rem; line-height: 1.25rem; color: var(--_muted);
}
.attune-badge {
  position: absolute; inset-block-start: .625rem; inset-inline-start: .625rem; padding: 0 .625rem;
  border-radius: 99px; font-size: .75rem; line-height: 1.5rem; font-weight: 600; background: rgb(8 9 14 / .82);
}
.attune-badge:empty { display: none }
.attune-save {
  position: absolute; inset-block-start: .125rem; inset-inline-end: .125rem; inline-size: 44px; block-size: 44px;
  margin: 0; padding: 6px; border: 0; background: none; color: #fff; cursor: pointer; outline: none;
}
.attune-save::before {
  content: ''; display: block; block-size: 100%; border-radius: 50%;
  background:
    linear-gradient(currentcolor, currentcolor) center / 11px 1.5px no-repeat,
    linear-gradient(currentcolor, currentcolor) center / 1.5px 11px no-repeat, rgb(8 9 14 / .72);
}
.attune-save[aria-pressed='true'] { color: light-dark(#fff, #10121c) }
.attune-save[aria-pressed='true']::before { background: var(--_accent) }
.attune-save[aria-pressed='true']::after {
  content: ''; position: absolute; inset: 16px 19px 19px; border: solid; border-width: 0 2px 2px 0; rotate: 45deg;
}
.attune-link:focus-visible .attune-poster { outline: 2px solid var(--_accent); outline-offset: 3px }
.attune-save:focus-visible::before { outline: 2px solid #fff; outline-offset: -4px; box-shadow: 0 0 0 2px var(--_accent) }
[data-attune-acted='dismissed'].attune-card .attune-image { opacity: .35 }
@media (hover: hover) and (prefers-reduced-motion: no-preference) {
  .attune-card:hover .attune-poster { translate: 0 -2px }
}
@media (forced-colors: active) {
  .attune-save { forced-color-adjust: none }
}
`;
