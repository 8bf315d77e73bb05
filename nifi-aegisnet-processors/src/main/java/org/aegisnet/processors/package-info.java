/**
 * Processors and controller services of NiFi around the scoring, and the code that they share.
 *
 * <ul>
 *   <li>{@link org.aegisnet.processors.queue.QueuedBatch} takes FlowFiles out of a queue in which something waits.
 *   <li>{@link org.aegisnet.processors.record.RecordRouter} writes records to relationships.
 *   <li>{@link org.aegisnet.processors.record.FailureRouter} handles FlowFiles that fail.
 *   <li>{@link org.aegisnet.processors.record.PropertyValidators} validates properties.
 *   <li>{@link org.aegisnet.processors.record.VerificationStep} answers NiFi's Verify button.
 * </ul>
 */
package org.aegisnet.processors;
