package org.aegisnet.scoring.forest;

import com.google.protobuf.ByteString;

/** The rule by which a node of ONNX's TreeEnsembleClassifier compares a flow's value. */
enum BranchMode {
    LEAF("LEAF"),
    AT_MOST("BRANCH_LEQ"),
    BELOW("BRANCH_LT"),
    ABOVE("BRANCH_GT"),
    AT_LEAST("BRANCH_GTE"),
    EQUAL("BRANCH_EQ"),
    NOT_EQUAL("BRANCH_NEQ"),
    /** Any other text. */
    UNREAD("");

    private static final BranchMode[] ALL = values();

    private final ByteString text;

    BranchMode(final String text) {
        this.text = ByteString.copyFromUtf8(text);
    }

    /** The mode of a text as it stands in a model file. */
    static BranchMode of(final ByteString text) {
        for (final BranchMode mode : ALL) {
            if (mode.text.size() == text.size() && mode.text.equals(text)) {
                return mode;
            }
        }
        return UNREAD;
    }

    boolean isEquality() {
        return this == EQUAL || this == NOT_EQUAL;
    }
}
