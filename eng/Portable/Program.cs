using Fcn.Commands;
using ParityReport;
using Portable;

return args switch
{
    ["selftest", .. var device] => SelfTest.Run(device),
    ["parity", .. var folders] => ParityCommand.Run(folders),
    _ => new CommandLine(Terminal.OfProcess()).Run(args),
};
