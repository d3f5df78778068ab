package gaitkeeper.matcher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the live page promises and no compiler checks: nothing from outside, nothing inline, no markup made from data. */
class LivePageTest {
    private static final String WEB = "/gaitkeeper/web/";
    private static final int MAX_BYTES = 100_000;
    private static final Pattern IMPORT = Pattern.compile("from '\\./([a-z]+\\.js)'");
    private static final Pattern REFERENCE = Pattern.compile("(?:href|src)=\"([a-z]+\\.[a-z]+)\"");
    private static final Pattern INLINE = Pattern.compile("<style|<script>| style=| on[a-z]+=");
    private static final Pattern OUTSIDE = Pattern.compile("(?:https?:)?//[a-z0-9.]+\\.[a-z]{2,}|@import url|data:");
    private static final Pattern MARKUP_FROM_DATA = Pattern
            .compile("innerHTML|outerHTML|insertAdjacentHTML|document\\.write|\\beval\\b|new Function");

    @Test
    void servesEveryFileThePageRefersTo() throws IOException {
        List<String> files = loaded();
        assertThat(files).contains("style.css", "favicon.svg", "theme.js", "app.js", "scene.js")
                .doesNotHaveDuplicates();
    }

    @Test
    void weighsLittle() throws IOException {
        int bytes = 0;
        for (String file : loaded()) {
            bytes += read(file).getBytes(UTF_8).length;
        }
        assertThat(bytes).isLessThan(MAX_BYTES);
    }

    @Test
    void fetchesNothingFromOutside() throws IOException {
        for (String file : loaded()) {
            // The namespace of SVG is a name, not an address.
            String text = read(file).replace("http://www.w3.org/2000/svg", "");
            assertThat(OUTSIDE.matcher(text).find()).as(file).isFalse();
        }
    }

    @Test
    void makesNoMarkupFromData() throws IOException {
        for (String file : loaded()) {
            assertThat(MARKUP_FROM_DATA.matcher(read(file)).find()).as(file).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"index.html", "favicon.svg"})
    void obeysAPolicyWithoutInlineCode(String file) throws IOException {
        assertThat(INLINE.matcher(read(file)).find()).isFalse();
    }

    /** The page and whatever it leads to, each once. */
    private static List<String> loaded() throws IOException {
        List<String> files = new ArrayList<>(List.of("index.html"));
        for (int i = 0; i < files.size(); i++) {
            Pattern link = files.get(i).endsWith(".js") ? IMPORT : REFERENCE;
            // Types live in comments and are never fetched.
            link.matcher(read(files.get(i)).replaceAll("/\\*\\* @import [^\n]*", "")).results()
                    .map(found -> found.group(1)).filter(file -> !files.contains(file)).distinct()
                    .toList().forEach(files::add);
        }
        return files;
    }

    private static String read(String file) throws IOException {
        try (InputStream in = LivePageTest.class.getResourceAsStream(WEB + file)) {
            assertThat(in).as(file).isNotNull();
            return new String(in.readAllBytes(), UTF_8);
        }
    }
}
