using ParityReport;

return ParityCommand.Run(args);
