using System.Globalization;
using ChapterBatches;
using Fcn.Data;
using Fcn.Training;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (args.Length != 6)
{
    Console.Error.WriteLine("usage: ChapterBatches DATA PRETRAINED EPOCHS BATCH SEED FOLDER");
    return 2;
}

// What `fcn train --recipe chapter --epochs EPOCHS --batch BATCH --seed SEED` trains with.
var settings = Recipes.Settings(Recipe.Chapter) with
{
    Epochs = int.Parse(args[2]),
    BatchSize = int.Parse(args[3]),
    Seed = ulong.Parse(args[4]),
};
try
{
    RunInputs.Write(args[0], args[1], settings, args[5]);
    return 0;
}
catch (InputException exception)
{
    Console.Error.WriteLine(exception.Message);
    return 1;
}
