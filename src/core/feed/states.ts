// The states of a feed at one system and what moves it (supplier-feeds.md section 6).
export type FeedState = 'unknown' | 'fresh' | 'stale' | 'suspect' | 'failed';

export type FeedEvent = 'came-fresh' | 'came-stale' | 'did-not-advance' | 'incomplete' | 'failed';

export const feedTransitions: Readonly<Record<FeedState, Readonly<Record<FeedEvent, FeedState>>>> = {
  unknown: {
    'came-fresh': 'fresh',
    'came-stale': 'stale',
    'did-not-advance': 'suspect',
    incomplete: 'suspect',
    failed: 'failed',
  },
  fresh: {
    'came-fresh': 'fresh',
    'came-stale': 'stale',
    'did-not-advance': 'suspect',
    incomplete: 'suspect',
    failed: 'failed',
  },
  stale: {
    'came-fresh': 'fresh',
    'came-stale': 'stale',
    // It was old before and has not moved: no news.
    'did-not-advance': 'stale',
    incomplete: 'stale',
    failed: 'stale',
  },
  suspect: {
    'came-fresh': 'fresh',
    'came-stale': 'stale',
    'did-not-advance': 'suspect',
    incomplete: 'suspect',
    failed: 'suspect',
  },
  failed: {
    'came-fresh': 'fresh',
    'came-stale': 'stale',
    'did-not-advance': 'suspect',
    incomplete: 'suspect',
    failed: 'failed',
  },
};
