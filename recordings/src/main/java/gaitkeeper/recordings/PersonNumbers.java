package gaitkeeper.recordings;

import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Numbers for the people of a set, as models want them. */
public final class PersonNumbers {
    private static final Pattern NUMBERED = Pattern.compile("p\\d{3,6}");

    private PersonNumbers() {}

    /**
     * A number for each name: that of the data set if all names have one ({@code p007} is 7), else the place in the order of the
     * names, from 0.
     */
    public static Map<String, Integer> of(Recording recording) {
        var names = recording.walks().stream().map(Walk::person).collect(Collectors.toCollection(TreeSet::new));
        boolean numbered = names.stream().allMatch(name -> NUMBERED.matcher(name).matches());
        Map<String, Integer> numbers = new TreeMap<>();
        for (String name : names) {
            numbers.put(name, numbered ? Integer.parseInt(name.substring(1)) : numbers.size());
        }
        return numbers;
    }
}
