using Fcn.Commands;

return new CommandLine(Terminal.OfProcess()).Run(args);
