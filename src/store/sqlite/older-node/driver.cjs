// Brings the driver that is installed in this folder into the process: the desk is built elsewhere, and looks for packages there.
module.exports = require('better-sqlite3')
