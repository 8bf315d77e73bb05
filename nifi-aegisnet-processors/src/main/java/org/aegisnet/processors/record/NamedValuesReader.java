package org.aegisnet.processors.record;

import org.apache.nifi.serialization.RecordReader;

/** A record reader whose records never have a value that their schema does not name. */
public interface NamedValuesReader extends RecordReader {}
