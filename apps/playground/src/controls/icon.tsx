const paths = {
  play: "M7 4.5v15l12-7.5z",
  pause: "M6.5 5h4v14h-4zM13.5 5h4v14h-4z",
  restart: "M5 5h2.5v14H5zM19 5v14L8.5 12z",
  step: "M16.5 5H19v14h-2.5zM5 5v14l10.5-7z",
  close: "M6.2 4.8 12 10.6l5.8-5.8 1.4 1.4L13.4 12l5.8 5.8-1.4 1.4L12 13.4l-5.8 5.8-1.4-1.4L10.6 12 4.8 6.2z",
  sun: "M12 7a5 5 0 1 1 0 10 5 5 0 0 1 0-10zM11 1.5h2v3.5h-2zM11 19h2v3.5h-2zM1.5 11H5v2H1.5zM19 11h3.5v2H19zM4 5.4 5.4 4l2.5 2.5-1.4 1.4zM16.1 17.5l1.4-1.4L20 18.6 18.6 20zM4 18.6l2.5-2.5 1.4 1.4L5.4 20zM16.1 6.5 18.6 4 20 5.4l-2.5 2.5z",
  moon: "M20.5 14.6A8.8 8.8 0 0 1 9.4 3.5a8.8 8.8 0 1 0 11.1 11.1z",
} as const;

/** A sign that says nothing to those who listen: the button has a label. */
export const Icon = ({ name }: { readonly name: keyof typeof paths }) => (
  <svg class="icon" viewBox="0 0 24 24" width="18" height="18" aria-hidden="true">
    <path d={paths[name]} fill="currentColor" />
  </svg>
);
