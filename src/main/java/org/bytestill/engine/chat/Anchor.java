package org.bytestill.engine.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The bytes of a message that every template writes as they are: its content without white space around it, and without the thinking
 * before it, which some templates strip. By them the renderings of several models are aligned, whatever the templates put around.
 */
final class Anchor {
    private static final Pattern THINKING = Pattern.compile("\\s*<think>.*?</think>\\s*", Pattern.DOTALL);
    private static final byte[] NOTHING = new byte[0];

    private Anchor() {}

    /** The anchor of a message; empty if it has no content that is one text. */
    static byte[] of(ObjectNode message) {
        JsonNode content = message.path("content");
        if (content.isArray() && content.size() == 1) {
            content = content.get(0).path("text");
        }
        return content.isTextual() ? withoutThinking(content.asText()).strip().getBytes(StandardCharsets.UTF_8) : NOTHING;
    }

    private static String withoutThinking(String content) {
        return content.substring(thinking(content));
    }

    /** Number of characters of the thinking at the beginning of what an assistant says, with the white space around it. */
    static int thinking(String text) {
        Matcher block = THINKING.matcher(text);
        return block.lookingAt() ? block.end() : 0;
    }

    /** The first place of some bytes in a text, at or after an offset; -1 if there is none. */
    static int indexOf(byte[] text, byte[] wanted, int from) {
        for (int at = from; at + wanted.length <= text.length; at++) {
            if (Arrays.equals(text, at, at + wanted.length, wanted, 0, wanted.length)) {
                return at;
            }
        }
        return -1;
    }

    /** The last place of some bytes in a text; -1 if there is none. */
    static int lastIndexOf(byte[] text, byte[] wanted) {
        for (int at = text.length - wanted.length; at >= 0; at--) {
            if (Arrays.equals(text, at, at + wanted.length, wanted, 0, wanted.length)) {
                return at;
            }
        }
        return -1;
    }
}
