package gaitkeeper.api;

import io.vertx.core.Future;
import io.vertx.core.Vertx;

/** Where the sensors stand: asked for by whoever shows it, told by an administrator. */
final class FloorRoutes {
    private final Vertx vertx;
    private final FloorBook book;

    FloorRoutes(Vertx vertx, FloorBook book) {
        this.vertx = vertx;
        this.book = book;
    }

    void mount(Operations operations) {
        operations.on("getFloor", _ -> Future.succeededFuture(Answer.of(book.floor())));
        operations.on("putFloor", this::put);
    }

    private Future<Answer> put(Call call) {
        call.about(call.body().path("sensors").size() + " sensors");
        return vertx.executeBlocking(() -> book.replace(call.body())).map(Answer::of);
    }
}
