package gaitkeeper.deploy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeProducersResult.PartitionProducerState;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.ProducerState;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.TransactionalIdNotFoundException;
import org.apache.kafka.common.requests.TransactionResult;
import org.apache.kafka.common.requests.WriteTxnMarkersRequest.TxnMarkerEntry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a process that was killed left with the broker inside it. To be cleared away before the stages start.
 *
 * <p>Open transactions and members of the group: the broker cannot know that they died with it, and the stages would wait until it
 * gives them up, 6 s for members and up to 20 s for transactions. Whoever lives after all joins again.
 *
 * <p>Transactions that were decided and never marked as ended in some partition: nobody would ever read on there. A broker that
 * starts again takes a partition that has no leader yet for one that was deleted and leaves out its mark (KAFKA-20734, not in a
 * release as of Kafka 4.3.1); one kill in thirty left such a one.
 */
final class LeftBehind {
    private static final Logger LOG = LoggerFactory.getLogger(LeftBehind.class);
    private static final Set<TransactionState> UNDER_WAY = Set.of(TransactionState.ONGOING,
            TransactionState.PREPARE_COMMIT, TransactionState.PREPARE_ABORT);

    private final Admin admin;
    private final EmbeddedBroker broker;

    private LeftBehind(Admin admin, EmbeddedBroker broker) {
        this.admin = admin;
        this.broker = broker;
    }

    /** Clears it away; if that fails the stages start all the same, perhaps later. */
    static void clear(Admin admin, EmbeddedBroker broker, String application) {
        try {
            var left = new LeftBehind(admin, broker);
            left.awaitTransactions(application);
            int open = left.abortOpen(application);
            int unmarked = left.markDecided();
            left.removeMembers(application);
            LOG.atInfo().addKeyValue("aborted", open).addKeyValue("marked", unmarked)
                    .log("transactions of a process that was killed are ended");
        } catch (ExecutionException | KafkaException | IOException e) {
            LOG.atWarn().addKeyValue("cause", e.getMessage())
                    .log("not all that a killed process left is cleared away; the stages may wait until the broker gives it up");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while starting", e);
        }
    }

    /** The broker knows its transactions once it has read their one log; until then it lists none instead of saying so. */
    private void awaitTransactions(String anyId) throws ExecutionException, InterruptedException {
        unless(TransactionalIdNotFoundException.class, admin.describeTransactions(List.of(anyId)).all());
    }

    private void removeMembers(String group) throws ExecutionException, InterruptedException {
        boolean known = unless(GroupIdNotFoundException.class, admin.describeConsumerGroups(List.of(group)).all());
        if (known) {
            admin.removeMembersFromConsumerGroup(group, new RemoveMembersFromConsumerGroupOptions()).all().get();
        }
    }

    /** Waits for an answer; false if it is that there is no such thing. */
    private static boolean unless(Class<? extends ApiException> absence, KafkaFuture<?> answer)
            throws ExecutionException, InterruptedException {
        try {
            answer.get();
            return true;
        } catch (ExecutionException e) {
            if (absence.isInstance(e.getCause())) {
                return false;
            }
            throw e;
        }
    }

    private int abortOpen(String application) throws ExecutionException, InterruptedException {
        List<String> open = admin
                .listTransactions(new ListTransactionsOptions().filterStates(Set.of(TransactionState.ONGOING)))
                .all().get().stream().map(TransactionListing::transactionalId)
                .filter(id -> id.startsWith(application + "-")).toList();
        admin.fenceProducers(open).all().get();
        return open.size();
    }

    private int markDecided() throws ExecutionException, InterruptedException, IOException {
        Map<TopicPartition, PartitionProducerState> producers = admin.describeProducers(partitions()).all().get();
        Map<Long, TransactionDescription> known = transactions();
        List<TxnMarkerEntry> marks = new ArrayList<>();
        producers.forEach((partition, state) -> state.activeProducers().stream()
                .filter(producer -> producer.currentTransactionStartOffset().isPresent()).forEach(producer -> {
                    Optional<TransactionDescription> transaction = Optional
                            .ofNullable(known.get(producer.producerId()));
                    if (transaction.filter(t -> UNDER_WAY.contains(t.state())).isEmpty()) {
                        marks.add(mark(partition, producer, transaction));
                    }
                }));
        if (!marks.isEmpty()) {
            EndMarks.write(broker.port(), marks);
        }
        return marks.size();
    }

    /** As it was decided, under the epoch of that decision; what was never decided does not count. */
    private static TxnMarkerEntry mark(TopicPartition partition, ProducerState producer,
            Optional<TransactionDescription> transaction) {
        Optional<TransactionDescription> committed = transaction
                .filter(t -> t.state() == TransactionState.COMPLETE_COMMIT)
                .filter(t -> t.producerEpoch() - producer.producerEpoch() <= 1);
        int epoch = committed.map(TransactionDescription::producerEpoch).orElse(producer.producerEpoch());
        return new TxnMarkerEntry(producer.producerId(), (short) epoch, producer.coordinatorEpoch().orElse(0),
                committed.isPresent() ? TransactionResult.COMMIT : TransactionResult.ABORT, List.of(partition),
                (short) 0);
    }

    private Collection<TopicPartition> partitions() throws ExecutionException, InterruptedException {
        Set<String> topics = admin.listTopics(new ListTopicsOptions().listInternal(true)).names().get();
        return admin.describeTopics(topics).allTopicNames().get().values().stream()
                .flatMap(topic -> topic.partitions().stream()
                        .map(partition -> new TopicPartition(topic.name(), partition.partition())))
                .toList();
    }

    private Map<Long, TransactionDescription> transactions() throws ExecutionException, InterruptedException {
        List<String> ids = admin.listTransactions().all().get().stream().map(TransactionListing::transactionalId)
                .toList();
        return admin.describeTransactions(ids).all().get().values().stream()
                .collect(
                        Collectors.toMap(TransactionDescription::producerId, Function.identity(), (one, other) -> one));
    }
}
