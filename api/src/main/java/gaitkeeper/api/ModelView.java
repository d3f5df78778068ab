package gaitkeeper.api;

import gaitkeeper.core.Sequence;
import gaitkeeper.core.graph.BodyPart;
import gaitkeeper.matcher.Lookalikes;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * The model that answers are made with, for questions about them. All may block.
 *
 * @param embed embeddings of those of some windows that the model reads; throws
 *     {@link gaitkeeper.core.MalformedException} where it cannot be run
 * @param without the same if a part of the body were anybody's
 * @param alike whom embeddings resemble
 */
public record ModelView(Function<List<Sequence>, List<float[]>> embed,
        BiFunction<BodyPart, List<Sequence>, List<float[]>> without, Lookalikes alike) {}
