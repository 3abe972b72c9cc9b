package dev.godwit.servers;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Text as a part of a URL. */
final class UrlText {
    private UrlText() {}

    /** With everything escaped that could end the part. */
    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
