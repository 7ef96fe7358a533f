using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Fcn.Tests.Downloads;

/// <summary>Answers every request to a port of this machine with the same bytes, and hangs up.</summary>
internal sealed class TinyServer : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly byte[] answer;
    private readonly Task serving;

    /// <summary>Answers with a status line and content, of which it announces more bytes than it sends if it is to be cut off.</summary>
    public TinyServer(string status, byte[] content, int missing = 0)
    {
        answer = [.. Encoding.ASCII.GetBytes($"HTTP/1.1 {status}\r\nContent-Length: {content.Length + missing}\r\nConnection: close\r\n\r\n"), .. content];
        listener.Start();
        serving = Task.Run(Serve);
    }

    /// <summary>How many requests were answered.</summary>
    public int Requests { get; private set; }

    public Uri Address(string file) => new($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/{file}");

    public void Dispose()
    {
        stop.Cancel();
        serving.Wait();
        listener.Stop();
        stop.Dispose();
    }

    private async Task Serve()
    {
        try
        {
            while (true)
            {
                using var client = await listener.AcceptTcpClientAsync(stop.Token);
                using var reader = new StreamReader(client.GetStream(), Encoding.ASCII);
                while (await reader.ReadLineAsync() is { Length: > 0 })
                {
                    // The request's header ends at an empty line.
                }

                Requests++;
                await client.GetStream().WriteAsync(answer);
            }
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }
    }
}
