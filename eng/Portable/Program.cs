using Fcn.Commands;
using Portable;

return args is ["selftest", .. var rest]
    ? SelfTest.Run(rest)
    : new CommandLine(Terminal.OfProcess()).Run(args);
