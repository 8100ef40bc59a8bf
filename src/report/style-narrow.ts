// What differs on a narrow screen.
import { css } from './markup.js';

export const narrowStyle = css`
  @media (max-width: 40rem) {
    body {
      font-size: 15px;
    }
    header,
    main,
    footer {
      padding: 0 1rem;
    }
    header {
      padding-top: 1.25rem;
    }
    h1 {
      font-size: 1.4rem;
    }
    dl {
      grid-template-columns: 1fr;
      gap: 0;
    }
    td.t,
    .t time {
      white-space: normal;
    }
    dt {
      margin-top: 0.4rem;
      font-size: 0.85rem;
    }
  }
`;
