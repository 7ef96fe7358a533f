// node --require print-peak.js SCRIPT prints the most memory that the process held, once it is done.
process.on('exit', () => console.log(JSON.stringify({ peakBytes: process.resourceUsage().maxRSS * 1024 })));
