namespace Fcn.Downloads;

/// <summary>Shows a download to whoever waits for it.</summary>
internal interface IDownloadProgress
{
    /// <summary>The download begins.</summary>
    void Begin(RemoteFile file, string path);

    /// <summary>Some more has arrived.</summary>
    /// <param name="received">Bytes so far.</param>
    /// <param name="total">All bytes, if the server told.</param>
    void Received(long received, long? total);

    /// <summary>The download ended, one way or the other.</summary>
    void End();
}
