/**
 * Pairing of the two halves of a conversation to one biflow. It consists of a bounded, time-limited table of open flows, and of the rules that
 * decide which halves belong together and which is the initiator's. It does not depend on a record format: a half carries its owner's payload.
 */
package org.aegisnet.pairing;
