process.stderr.write('clip-notebook\n');
