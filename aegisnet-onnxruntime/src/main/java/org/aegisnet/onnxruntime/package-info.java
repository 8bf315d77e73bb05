/** ONNX Runtime as an engine for graphs that plain Java cannot run. Knows no NiFi. */
package org.aegisnet.onnxruntime;
