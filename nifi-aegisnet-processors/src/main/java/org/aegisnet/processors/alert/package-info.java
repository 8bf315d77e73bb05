/**
 * Alerts: scored flows become alerts with a severity, known harmless ones are set apart, repeats are counted instead of sent, and what remains is
 * written in the forms that other systems take. One {@link org.aegisnet.processors.alert.FlowAlert} is what passes between the steps.
 */
package org.aegisnet.processors.alert;
