using Fcn.Data;

// The command line is the lead's: this entry point writes the synthetic data set.
try
{
    SyntheticVoc.Write(args[0], new SyntheticOptions());
    return 0;
}
catch (InputException exception)
{
    Console.Error.WriteLine(exception.Message);
    return 1;
}
