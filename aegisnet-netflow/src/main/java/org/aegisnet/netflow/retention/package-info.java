/** Bounded tables of the state that senders make a collector keep, and the rule that decides which entry a full table removes. */
package org.aegisnet.netflow.retention;
