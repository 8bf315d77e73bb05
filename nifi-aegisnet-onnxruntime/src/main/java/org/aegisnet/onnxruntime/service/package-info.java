/** ONNX Runtime as a controller service of NiFi. */
package org.aegisnet.onnxruntime.service;
