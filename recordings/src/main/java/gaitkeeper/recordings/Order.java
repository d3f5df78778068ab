package gaitkeeper.recordings;

/** The order in which joints are read for models. They differ on KGBD only. */
public enum Order {
    /** As bodies are: hip centre first, left limbs in the left slots; what the live path shows a model. */
    BODY,
    /** As the files list them; SimMC and SPC-MGR train on KGBD so, centred on the head. */
    SOURCE,
    /**
     * As TranSG, MoCos and Hi-MPC gather KGBD: body order, but right limbs in the left slots. They centre on the head before,
     * the graph of a bundle centres on the first joint, the hip.
     */
    MIRRORED
}
