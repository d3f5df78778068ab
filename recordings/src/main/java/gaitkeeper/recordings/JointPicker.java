package gaitkeeper.recordings;

import gaitkeeper.core.MalformedException;
import gaitkeeper.core.Reason;
import gaitkeeper.core.Skeleton;
import java.util.stream.IntStream;

/** Which joint of a recording stands where in a model's input. */
final class JointPicker {
    /** Joint of KGBD that TranSG's, MoCos' and Hi-MPC's loaders put in each K20 slot. */
    private static final int[] KGBD_MIRRORED = {11, 10, 1, 0, 2, 4, 6, 8, 3, 5, 7, 9, 12, 14, 16, 18, 13, 15, 17, 19};

    private JointPicker() {}

    /**
     * The gather from a list of joints to a model's.
     *
     * @param joints J of the model: 20 for K20, 25 for K25, 14
     * @return for each slot the joint of the list
     * @throws MalformedException if the list does not have these joints
     */
    static int[] pick(JointList list, Order order, int joints) {
        if (order == Order.MIRRORED && list == JointList.KGBD_RAW20 && joints == Skeleton.K20) {
            return KGBD_MIRRORED.clone();
        }
        if (joints == list.joints() && (order == Order.SOURCE || list.map().isEmpty())) {
            return IntStream.range(0, joints).toArray();
        }
        int[] picked = list.map().filter(_ -> joints == Skeleton.K20 || joints == Skeleton.K25)
                .map(map -> IntStream.range(0, joints).map(slot -> joints == Skeleton.K20
                        ? map.sourceOf(Skeleton.k25SlotOf(slot))
                        : map.sourceOf(slot)).toArray())
                .orElse(new int[]{-1});
        if (IntStream.of(picked).anyMatch(joint -> joint < 0)) {
            throw new MalformedException(Reason.WRONG_JOINT_COUNT,
                    "recordings of " + list + " do not have the " + joints + " joints asked for");
        }
        return picked;
    }
}
