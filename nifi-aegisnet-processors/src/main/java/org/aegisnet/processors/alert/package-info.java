/**
 * Alerts: scored flows become alerts with a severity. Alerts that are known to be harmless are separated, and repeats are counted instead of sent.
 * The other alerts are written in the formats of other systems. The steps exchange a {@link org.aegisnet.processors.alert.FlowAlert}.
 */
package org.aegisnet.processors.alert;
