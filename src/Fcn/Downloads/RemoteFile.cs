using System.Security.Cryptography;

namespace Fcn.Downloads;

/// <summary>A published file that never changes.</summary>
/// <param name="Name">What it is called in the cache.</param>
/// <param name="Address">Where it is published.</param>
/// <param name="Algorithm">How its checksum is reckoned.</param>
/// <param name="Checksum">What its checksum begins with, as hexadecimal digits in small letters.</param>
internal sealed record RemoteFile(string Name, Uri Address, HashAlgorithmName Algorithm, string Checksum);
