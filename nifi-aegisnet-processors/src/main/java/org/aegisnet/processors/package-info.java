/**
 * NiFi's faces on the scoring, and what the processors of all packages share: how FlowFiles are taken out of a queue in which something waits
 * ({@link org.aegisnet.processors.QueuedFlowFiles}), how records leave ({@link org.aegisnet.processors.RoutedRecords}) and FlowFiles fail
 * ({@link org.aegisnet.processors.FailedFlowFiles}), how properties are validated ({@link org.aegisnet.processors.PropertyValidators}) and Verify
 * answers ({@link org.aegisnet.processors.VerificationStep}).
 */
package org.aegisnet.processors;
