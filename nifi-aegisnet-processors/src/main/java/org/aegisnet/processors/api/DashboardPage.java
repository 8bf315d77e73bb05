package org.aegisnet.processors.api;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The page that comes with this NAR, and the policy under which a browser may run it. Immutable. */
final class DashboardPage {
    private static final String RESOURCE = "dashboard.html";
    private static final Pattern STYLE = Pattern.compile("<style>(.*?)</style>", Pattern.DOTALL);
    private static final Pattern SCRIPT = Pattern.compile("<script>(.*?)</script>", Pattern.DOTALL);

    private final byte[] content;
    private final String contentSecurityPolicy;

    DashboardPage() {
        try (InputStream stream = DashboardPage.class.getResourceAsStream(RESOURCE)) {
            this.content = stream.readAllBytes();
        } catch (final IOException e) {
            throw new UncheckedIOException("%s in the processors' jar cannot be read".formatted(RESOURCE), e);
        }
        final String page = new String(content, StandardCharsets.UTF_8);
        this.contentSecurityPolicy =
                "default-src 'none'; script-src '%s'; style-src '%s'; connect-src 'self'; img-src data:;"
                                .formatted(hash(SCRIPT, page), hash(STYLE, page))
                        + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    }

    byte[] content() {
        return content.clone();
    }

    /** Allows the page's own script and style, by their hashes, and requests to where it came from; nothing else. */
    String contentSecurityPolicy() {
        return contentSecurityPolicy;
    }

    private static String hash(final Pattern element, final String page) {
        final Matcher matcher = element.matcher(page);
        if (!matcher.find()) {
            throw new IllegalStateException("%s has no %s".formatted(RESOURCE, element));
        }
        try {
            final byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(matcher.group(1).getBytes(StandardCharsets.UTF_8));
            return "sha256-" + Base64.getEncoder().encodeToString(digest);
        } catch (final NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java runtime has SHA-256", e);
        }
    }
}
