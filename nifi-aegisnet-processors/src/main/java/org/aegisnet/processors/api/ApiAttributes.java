package org.aegisnet.processors.api;

/** The FlowFile attributes by which the processors of the scoring API understand one another and NiFi's HTTP processors. */
final class ApiAttributes {
    /** Written by HandleHttpRequest. */
    static final String METHOD = "http.method";

    static final String PATH = "http.request.uri";
    static final String SERVER_NAME = "http.server.name";
    static final String HEADER_PREFIX = "http.headers.";
    static final String QUERY_PREFIX = "http.query.param.";
    static final String PART_PREFIX = "http.multipart.";
    static final String REMOTE_ADDRESS = "http.remote.addr";

    /** Read by HandleHttpResponse, as its properties say. */
    static final String STATUS = "http.response.status";

    static final String ALLOW = "http.response.allow";
    static final String AUTHENTICATE = "http.response.authenticate";
    static final String DISPOSITION = "http.response.disposition";
    static final String CONTENT_SECURITY_POLICY = "http.response.content.security.policy";

    /** The kind of request: {@code single}, {@code bulk}, {@code health} or {@code model}. */
    static final String REQUEST = "scoring.request";

    /** The format of the answer: {@code json} or {@code csv}. */
    static final String ANSWER = "scoring.answer";

    static final String SINGLE = "single";
    static final String BULK = "bulk";
    static final String JSON = "json";
    static final String CSV = "csv";
    static final String CSV_TYPE = "text/csv";
    static final String JSON_TYPE = "application/json";

    private ApiAttributes() {}
}
