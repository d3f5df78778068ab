/**
 * What the server sends, as JSDoc types: the one place that states the event contract on this side. No code.
 *
 * @typedef {'known'|'stranger'|'undecided'|'new'} Kind
 *
 * @typedef {object} Body a tracked body at one instant
 * @property {string} track sensor/session/track
 * @property {number[]} j 75 integers: K25 joints x, y, z in millimetres; x to the sensor's left, y up, z away from it
 * @property {Kind} kind `new` has no window yet, `stranger` is nobody of the gallery
 * @property {number} age milliseconds from the track's first frame to this one
 * @property {string} [id] identity, or empty; this and the following are absent while `new`
 * @property {string} [label] what to call the person, or empty; hostile input
 * @property {number} [score] similarity to the nearest identity or likelihood ratio in nats, higher is nearer; absent when there is none
 * @property {number} [margin] score distance to the runner-up; absent when there is none
 * @property {number} [threshold] score needed after this many windows
 * @property {number} [windows] sequences compared so far
 * @property {number} [tti] milliseconds from the first frame to the answer, -1 before it
 * @property {string} [truth] who it really is; only a simulator knows
 *
 * @typedef {object} BodiesEvent about 15 a second
 * @property {number} t milliseconds since the epoch
 * @property {{id: string, bodies: Body[]}[]} sensors
 *
 * @typedef {object} Stage
 * @property {string} name
 * @property {number} rate per second, of `unit`
 * @property {number} p50 milliseconds
 * @property {number} p95 milliseconds
 * @property {number} p99 milliseconds
 * @property {string} unit for example frames/s
 *
 * @typedef {object} StatsEvent once a second
 * @property {number} uptime_s
 * @property {string} model
 * @property {string} mode
 * @property {boolean} synthetic the people are simulated
 * @property {Stage[]} stages in the order of the path
 * @property {number} identities
 * @property {number} named
 * @property {number} frames
 * @property {number} matches
 * @property {number} [strangers]
 * @property {Record<string, number>} rejected count by reason
 * @property {number} lag frames not yet windowed, -1 if unknown
 * @property {number} [purity] share of known answers that are right, 0 to 1; only with simulator truth
 *
 * @typedef {object} MatchEvent a track was decided, or decided differently
 * @property {number} t milliseconds since the epoch
 * @property {string} track
 * @property {string} sensor
 * @property {Kind} kind
 * @property {string} label hostile input
 * @property {string} id
 * @property {number} [score]
 * @property {number} tti milliseconds, -1 for strangers
 * @property {number} windows
 * @property {string} [truth]
 *
 * @typedef {object} Floor what GET /api/v1/floor answers: from above, x to the right of the map, z down it, metres
 * @property {string} name
 * @property {{x: number, z: number}[][]} walls
 * @property {Placement[]} sensors
 *
 * @typedef {object} Placement where a sensor stands and looks; degrees and metres
 * @property {string} sensor
 * @property {number} x
 * @property {number} z
 * @property {number} height above the floor
 * @property {number} yaw 0 looks down the map, 90 to the right
 * @property {number} tilt how far it looks down
 * @property {number} roll how far its left side is raised
 * @property {number} angle how wide it sees
 * @property {number} reach how far it sees
 *
 * @typedef {object} Identity an entry of GET /api/v1/identities
 * @property {string} id
 * @property {number} number counts identities from 1
 * @property {string} name hostile input; empty while anonymous
 * @property {number} exemplars
 * @property {number} [last_seen] milliseconds since the epoch; absent until seen by this page or told by the server
 * @property {string} [last_sensor]
 */
export {};
