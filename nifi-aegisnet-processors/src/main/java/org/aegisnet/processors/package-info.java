/**
 * NiFi's faces on the scoring, and what the processors of all packages share: how FlowFiles are taken out of a queue in which something waits
 * ({@link org.aegisnet.processors.queue.QueuedBatch}), how records leave ({@link org.aegisnet.processors.record.RecordRouter}) and FlowFiles fail
 * ({@link org.aegisnet.processors.record.FailureRouter}), how properties are validated ({@link org.aegisnet.processors.record.PropertyValidators}) and Verify
 * answers ({@link org.aegisnet.processors.record.VerificationStep}).
 */
package org.aegisnet.processors;
