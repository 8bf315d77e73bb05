package org.aegisnet.scoring.model;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.util.List;
import java.util.Map;

/** Check whether a message, or one inside of it, has fields that this version of ONNX does not know. */
final class UnknownFields {
    private UnknownFields() {}

    static boolean in(final Message message) {
        if (message.getUnknownFields().getSerializedSize() > 0) {
            return true;
        }
        for (final Map.Entry<FieldDescriptor, Object> field :
                message.getAllFields().entrySet()) {
            if (field.getKey().getJavaType() == FieldDescriptor.JavaType.MESSAGE && inValue(field.getValue())) {
                return true;
            }
        }
        return false;
    }

    private static boolean inValue(final Object value) {
        return value instanceof final List<?> messages
                ? messages.stream().anyMatch(one -> in((Message) one))
                : in((Message) value);
    }
}
