package gaitkeeper.core.gallery;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A map that nothing is taken from: arrays instead of an object for each key, for large ones that are made at once. Goes through
 * its keys in the order in which they came.
 */
final class ArrayMap<K, V> extends AbstractMap<K, V> {
    private static final int FIRST = 8;

    private final Numbers<K> numbers = new Numbers<>();
    private Object[] values = new Object[FIRST];

    @Override
    public int size() {
        return numbers.size();
    }

    @Override
    public boolean containsKey(@Nullable Object key) {
        return get(key) != null;
    }

    @Override
    @SuppressWarnings("unchecked") // it is compared only
    public @Nullable V get(@Nullable Object key) {
        int number = key == null ? Numbers.NONE : numbers.number((K) key);
        return number == Numbers.NONE ? null : value(number);
    }

    @Override
    public @Nullable V put(K key, V value) {
        int number = number(key, value);
        if (number == Numbers.NONE) {
            return null;
        }
        V before = value(number);
        values[number] = value;
        return before;
    }

    @Override
    public @Nullable V putIfAbsent(K key, V value) {
        int number = number(key, value);
        return number == Numbers.NONE ? null : value(number);
    }

    /** Adds a key with its value, unless it is there: the number it has then. */
    private int number(K key, V value) {
        int next = size();
        int number = numbers.putIfAbsent(key, next);
        if (number == Numbers.NONE) {
            if (next == values.length) {
                values = Arrays.copyOf(values, 2 * next);
            }
            values[next] = value;
        }
        return number;
    }

    @SuppressWarnings("unchecked") // put() takes no other
    private V value(int number) {
        return (V) values[number];
    }

    @Override
    public void forEach(BiConsumer<? super K, ? super V> action) {
        for (int number = 0; number < size(); number++) {
            action.accept(numbers.key(number), value(number));
        }
    }

    @Override
    public Set<Map.Entry<K, V>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public Iterator<Map.Entry<K, V>> iterator() {
                return IntStream.range(0, numbers.size())
                        .mapToObj(number -> Map.entry(numbers.key(number), value(number)))
                        .iterator();
            }

            @Override
            public int size() {
                return numbers.size();
            }
        };
    }
}
