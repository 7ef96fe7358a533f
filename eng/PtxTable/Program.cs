using System.CommandLine;
using ILGPU.Runtime.Cuda;
using PtxTable;

var networks = new Option<string[]>("--net") { Description = "Networks.", DefaultValueFactory = _ => ["Fcn32s"], AllowMultipleArgumentsPerToken = true };
var tools = new Option<string>("--tools") { Description = "The folder of ptxas and cuobjdump; else they are looked for on the path.", DefaultValueFactory = _ => "" };
var keep = new Option<string?>("--keep") { Description = "A folder that PTX and binaries are kept in." };
var filter = new Option<string>("--filter") { Description = "Only kernels whose name contains this.", DefaultValueFactory = _ => "" };
var command = new RootCommand("Compiles every kernel of a network to PTX with ILGPU, assembles it for sm_80 and sm_90, and prints a table. Needs no GPU.") { networks, tools, keep, filter };
command.SetAction(arguments =>
{
    var folder = arguments.GetValue(keep) ?? Directory.CreateTempSubdirectory("ptx-").FullName;
    Directory.CreateDirectory(folder);
    var assembler = new Assembler(arguments.GetRequiredValue(tools), folder);
    (string Name, CudaArchitecture Architecture)[] targets = [("sm_80", CudaArchitecture.SM_80), ("sm_90", CudaArchitecture.SM_90)];
    Console.WriteLine($"# ILGPU {typeof(CudaAccelerator).Assembly.GetName().Version}, {assembler.Version}");
    var spills = 0;
    foreach (var (name, architecture) in targets)
    {
        using var compiler = new KernelCompiler(architecture);
        Console.WriteLine($"\n## {name}\n\n| kernel | registers | shared memory | spills | groups a multiprocessor | occupancy | FFMA | HMMA |\n|---|---|---|---|---|---|---|---|");
        foreach (var kernel in KernelCompiler.Kernels(arguments.GetRequiredValue(networks)).Where(kernel => kernel.Name.Contains(arguments.GetRequiredValue(filter), StringComparison.Ordinal)))
        {
            var assembled = assembler.Assemble(kernel.Name, compiler.Compile(kernel), name);
            var groups = assembled.GroupsPerMultiprocessor(name);
            Console.WriteLine($"| {kernel.Name} | {assembled.Registers} | {assembled.SharedBytes} | {assembled.SpillBytes} | {groups} | {groups * 256 / 2048.0:P0} | {assembled.Share("FFMA"):P0} | {assembled.Share("HMMA"):P0} |");
            spills += assembled.SpillBytes;
        }
    }

    if (arguments.GetValue(keep) is null)
        Directory.Delete(folder, recursive: true);
    Console.WriteLine($"\nSpilled bytes in all: {spills}.");
    return spills == 0 ? 0 : 1;
});
return command.Parse(args).Invoke();
