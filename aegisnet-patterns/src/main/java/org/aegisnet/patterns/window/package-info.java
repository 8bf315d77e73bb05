/** What is remembered of the flows of one key: distinct items, sums, starts, and what was usual. All of bounded size. */
package org.aegisnet.patterns.window;
