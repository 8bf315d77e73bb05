/**
 * Two halves of a conversation to one biflow: a bounded, time-limited table of open flows, and the rules that say which halves belong together
 * and who of the two began. Knows no record format: a half carries whatever its owner hangs on it.
 */
package org.aegisnet.pairing;
