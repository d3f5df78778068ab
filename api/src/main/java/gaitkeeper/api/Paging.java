package gaitkeeper.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** One page of a list: {@code items}, and {@code next} where there are more. */
final class Paging {
    private static final int USUAL = 100;

    private Paging() {}

    static int limit(Call call) {
        return call.number("limit", USUAL);
    }

    /**
     * A page.
     *
     * @param all from where this page begins
     * @param place what to send to get the page after this item
     */
    static <T> Answer page(Call call, Stream<T> all, Function<T, JsonNode> item, Function<T, String> place) {
        int limit = limit(call);
        List<T> found = all.limit(limit + 1L).toList();
        ArrayNode items = Json.array();
        found.stream().limit(limit).forEach(one -> items.add(item.apply(one)));
        ObjectNode json = Json.object().set("items", items);
        if (found.size() > limit) {
            json.put("next", place.apply(found.get(limit - 1)));
        }
        return Answer.of(json);
    }
}
