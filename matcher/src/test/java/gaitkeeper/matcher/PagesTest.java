package gaitkeeper.matcher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the pages promise and no compiler checks: nothing from outside, nothing inline, no markup made from data. */
class PagesTest {
    private static final String WEB = "/gaitkeeper/web/";
    /** Sent as they are; two thirds of what a first visit may load. */
    private static final int MAX_BYTES = 200_000;
    private static final Pattern IMPORT = Pattern.compile("(?:from|import) '\\./([a-z]+\\.js)'");
    private static final Pattern REFERENCE = Pattern.compile("(?:href|src)=\"([a-z]+\\.[a-z]+)\"");
    private static final Pattern INLINE = Pattern.compile("<style|<script>| style=| on[a-z]+=");
    private static final Pattern OUTSIDE = Pattern.compile("(?:https?:)?//[a-z0-9.]+\\.[a-z]{2,}|@import url|data:");
    private static final Pattern MARKUP_FROM_DATA = Pattern
            .compile("innerHTML|outerHTML|insertAdjacentHTML|document\\.write|\\beval\\b|new Function");

    private static final String[] PAGES = {"index.html", "identities.html", "timeline.html", "quality.html",
        "system.html", "models.html", "signin.html"};

    static Stream<String> pages() {
        return Stream.of(PAGES);
    }

    @Test
    void thereIsAWayToEveryPage() throws IOException {
        String shell = read("shell.js");
        assertThat(pages().filter(page -> !page.equals("signin.html")))
                .allSatisfy(page -> assertThat(shell).contains("'" + page + "'"));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void servesEveryFileThePageRefersTo(String page) throws IOException {
        assertThat(loaded(page)).contains("style.css", "favicon.svg", "theme.js", "words.js").doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void weighsLittle(String page) throws IOException {
        int bytes = 0;
        for (String file : loaded(page)) {
            bytes += read(file).getBytes(UTF_8).length;
        }
        assertThat(bytes).isLessThan(MAX_BYTES);
    }

    @ParameterizedTest
    @MethodSource("pages")
    void fetchesNothingFromOutside(String page) throws IOException {
        for (String file : loaded(page)) {
            // The namespace of SVG is a name, not an address.
            String text = read(file).replace("http://www.w3.org/2000/svg", "");
            assertThat(OUTSIDE.matcher(text).find()).as(file).isFalse();
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void makesNoMarkupFromData(String page) throws IOException {
        for (String file : loaded(page)) {
            assertThat(MARKUP_FROM_DATA.matcher(read(file)).find()).as(file).isFalse();
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void obeysAPolicyWithoutInlineCode(String page) throws IOException {
        assertThat(INLINE.matcher(read(page)).find()).isFalse();
        assertThat(INLINE.matcher(read("favicon.svg")).find()).isFalse();
    }

    /** The page and whatever it leads to, each once. */
    private static List<String> loaded(String page) throws IOException {
        List<String> files = new ArrayList<>(List.of(page));
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
        try (InputStream in = PagesTest.class.getResourceAsStream(WEB + file)) {
            assertThat(in).as(file).isNotNull();
            return new String(in.readAllBytes(), UTF_8);
        }
    }
}
