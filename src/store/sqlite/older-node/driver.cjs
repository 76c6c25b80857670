// Brings the driver that is installed in this folder into the process, and no other: the one above may be for a newer Node, which
// ends an older one by a segmentation fault.
module.exports = require('./node_modules/better-sqlite3')
